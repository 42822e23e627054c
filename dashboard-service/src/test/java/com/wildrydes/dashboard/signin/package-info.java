@NullMarked
package com.wildrydes.dashboard.signin;

import org.jspecify.annotations.NullMarked;
