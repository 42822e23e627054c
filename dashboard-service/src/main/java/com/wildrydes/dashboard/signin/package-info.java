/**
 * People sign in at their issuer and come back with a session that lies in their browser alone, sealed, so that any replica takes
 * any request. Behind {@link com.wildrydes.dashboard.signin.SessionFilter} a request of such a session is a bearer request like
 * any other.
 */
@NullMarked
package com.wildrydes.dashboard.signin;

import org.jspecify.annotations.NullMarked;
