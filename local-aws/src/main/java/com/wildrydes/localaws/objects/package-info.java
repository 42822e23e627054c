/** What the emulated services themselves need of S3: a small client for whichever endpoint they are given. */
@NullMarked
package com.wildrydes.localaws.objects;

import org.jspecify.annotations.NullMarked;
