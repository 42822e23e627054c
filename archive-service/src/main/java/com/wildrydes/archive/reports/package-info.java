/** Ready reports: questions that fleets ask often, each a file of SQL with parameters. */
@NullMarked
package com.wildrydes.archive.reports;

import org.jspecify.annotations.NullMarked;
