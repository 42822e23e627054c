/** An OpenID Connect server for tests, in the test's own JVM: Spring Authorization Server on a free port of this machine. */
@NullMarked
package com.wildrydes.oidc;

import org.jspecify.annotations.NullMarked;
