package com.wildrydes.archive.queries;

import java.time.Duration;

/**
 * What queries may take.
 *
 * @param queriesOfACaller how many of one caller may be under way at once
 * @param runtime from a query's submission to its end
 */
record QueryLimits(int queriesOfACaller, Duration runtime) {}
