/** The machine's own browser, driven by Playwright. */
@NullMarked
package com.wildrydes.browser;

import org.jspecify.annotations.NullMarked;
