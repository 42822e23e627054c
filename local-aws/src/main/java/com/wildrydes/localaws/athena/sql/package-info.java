/** As much of Athena's SQL as must be understood here: tokens and the statements that change or show the catalogue. */
@NullMarked
package com.wildrydes.localaws.athena.sql;

import org.jspecify.annotations.NullMarked;
