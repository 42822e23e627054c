package com.wildrydes.localaws.athena.catalogue;

import com.wildrydes.localaws.objects.ObjectAddress;
import java.util.List;

/**
 * A part of a table that lies in a folder of its own.
 *
 * @param values one for each partition key, in their order
 */
public record Partition(List<String> values, ObjectAddress folder) {

    public Partition {
        values = List.copyOf(values);
    }
}
