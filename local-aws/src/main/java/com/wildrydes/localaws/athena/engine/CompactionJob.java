package com.wildrydes.localaws.athena.engine;

import com.wildrydes.localaws.athena.engine.QueryJob.TableSource;
import java.io.Serializable;
import java.util.List;

/**
 * Another job of a query's process: to write the rows of partitions into one Parquet file each, which is read many times faster than
 * the lines that it is made of.
 *
 * @param table whose rows they are; its partitions do not matter
 * @param dataFolder where the files are
 */
public record CompactionJob(
        TableSource table, List<Part> parts, String dataFolder, String workFolder, int memoryMebibytes, int threads)
        implements Serializable {

    public CompactionJob {
        parts = List.copyOf(parts);
    }

    /** @param target what is written; it appears only once it is whole */
    public record Part(List<String> files, String target) implements Serializable {

        public Part {
            files = List.copyOf(files);
        }
    }
}
