package com.wildrydes.producer;

import com.wildrydes.streams.Service;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the producer. */
@SpringBootApplication
public class ProducerApplication {

    public static void main(String[] args) {
        Service.run(ProducerApplication.class, args);
    }
}
