package com.wildrydes.dashboard.signin;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sends a browser to the issuer to sign in. */
@RestController
@Conditional(SigningIn.class)
@Hidden // for browsers; scripts bring a token of their own
final class SignInController {

    static final String PATH = "/sign-in";
    static final String CALLBACK = "/sign-in/callback";

    private static final Logger log = LoggerFactory.getLogger(SignInController.class);

    private final Issuer issuer;
    private final SignInCookies cookies;
    private final SiteAddress site;

    SignInController(Issuer issuer, SignInCookies cookies, SiteAddress site) {
        this.issuer = issuer;
        this.cookies = cookies;
        this.site = site;
    }

    @GetMapping(PATH)
    void signIn(
            @RequestParam(name = "return", required = false) @Nullable String returnPath,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!site.keepsCookies(request)) {
            response.sendRedirect(SignInFailed.page("insecure"));
            return;
        }
        OAuth2AuthorizationRequest begun;
        try {
            begun = begin(ReturnPath.of(returnPath), request);
        } catch (RuntimeException e) {
            log.warn("Nobody can sign in, because the issuer cannot be asked: {}", e.toString());
            response.sendRedirect(SignInFailed.page("away"));
            return;
        }
        cookies.saveAuthorizationRequest(begun, request, response);
        response.sendRedirect(begun.getAuthorizationRequestUri());
    }

    private OAuth2AuthorizationRequest begin(String returnPath, HttpServletRequest request) {
        DefaultOAuth2AuthorizationRequestResolver requests =
                new DefaultOAuth2AuthorizationRequestResolver(issuer, PATH);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce()
                .andThen(begun -> begun.redirectUri(site.of(request) + CALLBACK)
                        .attributes(all -> all.put(SignInCookies.RETURN, returnPath))));
        OAuth2AuthorizationRequest begun = requests.resolve(request, Issuer.REGISTRATION);
        if (begun == null) {
            throw new IllegalStateException("There must be the client " + Issuer.REGISTRATION);
        }
        return begun;
    }
}
