package com.wildrydes.persister;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the persister. */
@SpringBootApplication
public class PersisterApplication {

    public static void main(String[] args) {
        SpringApplication.run(PersisterApplication.class, args);
    }
}
