package com.wildrydes.localaws.athena.engine;

import java.io.Serializable;
import java.util.List;

/**
 * What the process is told second: for each table the files to read. The values of partition keys stand in their paths,
 * {@code <key>=<percent-encoded value>}.
 */
public record QueryFiles(List<List<String>> files) implements Serializable {

    public QueryFiles {
        files = files.stream().map(List::copyOf).toList();
    }
}
