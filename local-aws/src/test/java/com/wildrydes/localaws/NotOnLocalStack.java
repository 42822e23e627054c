package com.wildrydes.localaws;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** A test of what AWS does and LocalStack does otherwise: with the profile {@code localstack} the report shows it as skipped. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NotOnLocalStack.Condition.class)
public @interface NotOnLocalStack {

    /** What LocalStack does instead; docs/docker.md says it too. */
    String value();

    /** Skips the test with that reason. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return AnnotationSupport.findAnnotation(context.getElement(), NotOnLocalStack.class)
                    .filter(difference -> Boolean.getBoolean("wildrydes.localstack"))
                    .map(difference -> ConditionEvaluationResult.disabled("LocalStack " + difference.value()))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("not against LocalStack, or the same there"));
        }
    }
}
