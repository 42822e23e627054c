package com.wildrydes.aggregator;

import com.wildrydes.streams.Service;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the aggregator. */
@SpringBootApplication
public class AggregatorApplication {

    public static void main(String[] args) {
        Service.run(AggregatorApplication.class, args);
    }
}
