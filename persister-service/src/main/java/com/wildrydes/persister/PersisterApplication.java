package com.wildrydes.persister;

import com.wildrydes.streams.Service;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the persister. */
@SpringBootApplication
public class PersisterApplication {

    public static void main(String[] args) {
        Service.run(PersisterApplication.class, args);
    }
}
