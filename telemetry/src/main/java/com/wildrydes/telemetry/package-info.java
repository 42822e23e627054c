/**
 * What passes between the services: reports, minute summaries, alerts and dead letters, and their one-line JSON.
 *
 * <p>Each model is a record that cannot exist invalid, and each has a codec with a literal-JSON test in both directions.
 * Pure Java: no Spring, no AWS, so that everything here can be read, tested and measured alone.
 */
@NullMarked
package com.wildrydes.telemetry;

import org.jspecify.annotations.NullMarked;
