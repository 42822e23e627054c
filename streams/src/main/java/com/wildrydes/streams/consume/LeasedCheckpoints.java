package com.wildrydes.streams.consume;

import com.wildrydes.streams.Position;
import software.amazon.kinesis.checkpoint.ShardRecordProcessorCheckpointer;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.exceptions.ThrottlingException;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/** One shard's checkpoint in KCL's lease table. */
final class LeasedCheckpoints implements CheckpointTarget {

    private final RecordProcessorCheckpointer checkpointer;
    private final boolean resumed;

    LeasedCheckpoints(RecordProcessorCheckpointer checkpointer) {
        this.checkpointer = checkpointer;
        // Where nothing is stored the lease holds the name of the place where reading began, such as TRIM_HORIZON.
        this.resumed = checkpointer instanceof ShardRecordProcessorCheckpointer lease
                && Character.isDigit(
                        lease.lastCheckpointValue().sequenceNumber().charAt(0));
    }

    @Override
    public void store(Position position) {
        try {
            checkpointer.checkpoint(position.sequenceNumber(), position.subSequenceNumber());
        } catch (ShutdownException e) {
            throw new LeaseLostException(e);
        } catch (ThrottlingException | InvalidStateException e) {
            throw new IllegalStateException("KCL must store the checkpoint " + position + ", but failed", e);
        }
    }

    @Override
    public boolean resumed() {
        return resumed;
    }
}
