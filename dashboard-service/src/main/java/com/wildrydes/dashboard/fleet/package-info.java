/** Where every unicorn is now, kept from the reports of the stream; plain logic, the same whoever shows it. */
@NullMarked
package com.wildrydes.dashboard.fleet;

import org.jspecify.annotations.NullMarked;
