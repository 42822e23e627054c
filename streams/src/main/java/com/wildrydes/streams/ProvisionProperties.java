package com.wildrydes.streams;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether this suite creates what it needs.
 *
 * @param provision true: a service creates what it owns and finds missing (streams, tables, bucket); false, as on AWS where
 *     a template owns them: it waits for them
 */
@ConfigurationProperties("wildrydes")
public record ProvisionProperties(@DefaultValue("false") boolean provision) {}
