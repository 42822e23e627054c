package com.wildrydes.producer;

import com.wildrydes.streams.StreamWriter;
import com.wildrydes.streams.StreamWriters;
import com.wildrydes.streams.StreamsAutoConfiguration;
import com.wildrydes.streams.StreamsProperties;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The service with its real HTTP and settings, but over a stream in memory that each test may exchange. It is no {@code @Configuration}: the
 * service's own scan of its package, in the tests of the whole, must not find it.
 */
@EnableAutoConfiguration(exclude = StreamsAutoConfiguration.class)
@EnableConfigurationProperties(StreamsProperties.class)
@Import(ProducerConfiguration.class)
class HttpTestApplication {

    @Bean
    ExchangeableStream stream() {
        return new ExchangeableStream();
    }

    @Bean
    StreamWriters streamWriters(ExchangeableStream stream) {
        return name -> stream;
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Passes on to the stream that is set now. */
    static final class ExchangeableStream implements StreamWriter {

        private volatile MemoryStream current = MemoryStream.endless();

        MemoryStream use(MemoryStream stream) {
            current = stream;
            return stream;
        }

        @Override
        public CompletableFuture<Acknowledgement> write(String partitionKey, byte[] data) {
            return current.write(partitionKey, data);
        }

        @Override
        public Optional<CompletableFuture<Acknowledgement>> offer(String partitionKey, byte[] data) {
            return current.offer(partitionKey, data);
        }

        @Override
        public void close() {
            current.close();
        }
    }
}
