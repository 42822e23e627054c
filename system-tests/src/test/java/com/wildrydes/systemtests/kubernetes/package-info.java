/** What {@code k8s/} would put into a cluster, looked at without one: the overlays as Kustomize builds them. */
@NullMarked
package com.wildrydes.systemtests.kubernetes;

import org.jspecify.annotations.NullMarked;
