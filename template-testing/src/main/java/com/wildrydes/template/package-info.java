/** The CloudFormation template {@code k8s/aws/wildrydes.yaml} as CloudFormation would take it, for tests. */
@NullMarked
package com.wildrydes.template;

import org.jspecify.annotations.NullMarked;
