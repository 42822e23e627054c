package com.wildrydes.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Where all is open, everybody is the same caller without a name, who has every role. */
final class OpenAccessFilter extends OncePerRequestFilter {

    private static final List<GrantedAuthority> ALL = Arrays.stream(Role.values())
            .<GrantedAuthority>map(role -> new SimpleGrantedAuthority(role.authority()))
            .toList();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        SecurityContextHolder.getContext().setAuthentication(everybody());
        chain.doFilter(request, response);
    }

    /** Async dispatches run through the chain anew. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static Authentication everybody() {
        return new Everybody();
    }

    private static final class Everybody extends AbstractAuthenticationToken {

        Everybody() {
            super(ALL);
            setAuthenticated(true);
        }

        @Override
        public Object getCredentials() {
            return "";
        }

        @Override
        public Object getPrincipal() {
            return "";
        }
    }
}
