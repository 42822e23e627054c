package com.wildrydes.archive;

import com.wildrydes.streams.Service;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the archive. */
@SpringBootApplication
public class ArchiveApplication {

    public static void main(String[] args) {
        Service.run(ArchiveApplication.class, args);
    }
}
