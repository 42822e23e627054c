/**
 * Who may do what, the same way in every service and at the front door.
 *
 * <p>{@link com.wildrydes.access.Endpoints} is the one table of paths and the least role for each; what is not in it is refused.
 * A service that has this module on its class path checks the tokens of {@code wildrydes.access.issuer} itself and trusts no
 * other service's word. Where {@code wildrydes.access.mode} is {@code open}, everybody may do everything, but no other site's
 * page may act through a visitor's browser. A service that is about to go sends its callers to another replica.
 */
@NullMarked
package com.wildrydes.access;

import org.jspecify.annotations.NullMarked;
