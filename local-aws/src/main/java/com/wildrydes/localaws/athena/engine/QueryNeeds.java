package com.wildrydes.localaws.athena.engine;

import java.io.Serializable;
import java.util.List;

/** What the process answers to its job: for each table the places, in the job's list, of the partitions that the query reads. */
public record QueryNeeds(List<List<Integer>> partitions) implements Serializable {

    public QueryNeeds {
        partitions = partitions.stream().map(List::copyOf).toList();
    }
}
