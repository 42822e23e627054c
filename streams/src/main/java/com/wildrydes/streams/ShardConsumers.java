package com.wildrydes.streams;

import java.util.List;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/**
 * Joins a service's {@link ShardProcessor}s to the binder. The consumer that it makes is a bean of the service, named in
 * {@code spring.cloud.function.definition}; its binding says which stream is read, as which group.
 */
@FunctionalInterface
public interface ShardConsumers {

    /**
     * A function that takes the binder's batches, in classic and in KCL mode. It does not return before its processor has
     * taken all of a batch: an exception of the processor is logged, counted and followed by the same records again.
     */
    Consumer<Message<List<?>>> consumer(ShardProcessorFactory factory);
}
