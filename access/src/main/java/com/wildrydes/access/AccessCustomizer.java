package com.wildrydes.access;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** A bean of this type adds to what this module sets up, last: how the dashboard signs browsers in. */
@FunctionalInterface
public interface AccessCustomizer {

    void customize(HttpSecurity http);
}
