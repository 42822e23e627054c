/** S3: S3Proxy's handler in a servlet, over plain files {@code <root>/<bucket>/<key>}. Access keys and signatures are not checked. */
@NullMarked
package com.wildrydes.localaws.s3;

import org.jspecify.annotations.NullMarked;
