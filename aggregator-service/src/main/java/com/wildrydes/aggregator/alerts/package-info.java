/**
 * Raises an alert when a vital sign of a unicorn falls too low, and clears it when it is well again.
 *
 * <p>{@link com.wildrydes.aggregator.alerts.ShardAlerts} has the rule and the order of the writes, on which it depends that no
 * change is missed; {@link com.wildrydes.aggregator.alerts.AlertTable} is where states are kept.
 */
@NullMarked
package com.wildrydes.aggregator.alerts;

import org.jspecify.annotations.NullMarked;
