/** Lists and downloads the archived files. */
@NullMarked
package com.wildrydes.archive.files;

import org.jspecify.annotations.NullMarked;
