package com.wildrydes.localaws.athena.engine;

import java.io.Serializable;
import java.util.List;

/** What the process answers last. */
public sealed interface QueryOutcome extends Serializable {

    /**
     * The result is in the work folder.
     *
     * @param columns what it holds
     */
    record Done(List<ResultColumn> columns, long rows) implements QueryOutcome {

        public Done {
            columns = List.copyOf(columns);
        }
    }

    /** The query cannot be run, or failed; the message is for the person who wrote it. */
    record Failed(String message) implements QueryOutcome {}

    /** A column of a result; its type as Athena writes it. */
    record ResultColumn(String name, String type) implements Serializable {}
}
