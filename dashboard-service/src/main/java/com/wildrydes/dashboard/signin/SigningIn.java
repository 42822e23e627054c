package com.wildrydes.dashboard.signin;

import com.wildrydes.access.AccessProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Where not everything is open, however the mode is spelled. On controllers too, which the application finds by itself. */
final class SigningIn implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return Binder.get(context.getEnvironment())
                        .bind("wildrydes.access.mode", AccessProperties.Mode.class)
                        .orElse(AccessProperties.Mode.SIGN_IN)
                == AccessProperties.Mode.SIGN_IN;
    }
}
