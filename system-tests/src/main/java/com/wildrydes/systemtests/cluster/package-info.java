/**
 * A suite in Kubernetes is rolled out anew, loses pods and is scaled while devices report, and afterwards everything must be
 * exact. {@code k8s/try rollouts} calls it; start reading at {@link com.wildrydes.systemtests.cluster.RolloutCommand}.
 */
@NullMarked
package com.wildrydes.systemtests.cluster;

import org.jspecify.annotations.NullMarked;
