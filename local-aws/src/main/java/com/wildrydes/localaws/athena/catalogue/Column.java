package com.wildrydes.localaws.athena.catalogue;

/**
 * A column of a table.
 *
 * @param type as Hive writes it, in lower case, such as {@code array<string>}
 */
public record Column(String name, String type) {}
