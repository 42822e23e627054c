package com.wildrydes.localaws.s3;

import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Stores every object under its {@link FileNames file name}; one short method for each call that carries a key. */
final class PortableBlobStore extends ForwardingBlobStore {

    private final OpenWrites writes = new OpenWrites();
    private final boolean showsWholeByETag;

    /** @param showsWholeByETag whether the store has an ETag for every object that is whole, which needs extended attributes */
    PortableBlobStore(BlobStore delegate, boolean showsWholeByETag) {
        super(delegate);
        this.showsWholeByETag = showsWholeByETag;
    }

    private static @Nullable String fileName(@Nullable String key) {
        return key == null ? null : FileNames.of(key);
    }

    private static @Nullable String key(@Nullable String fileName) {
        return fileName == null ? null : FileNames.toKey(fileName);
    }

    private static ListObjectsV2Request toStore(ListObjectsV2Request request) {
        return request.toBuilder()
                .prefix(fileName(request.prefix()))
                .startAfter(fileName(request.startAfter()))
                .continuationToken(fileName(request.continuationToken()))
                .build();
    }

    private static MultipartUpload toStore(MultipartUpload upload) {
        return new MultipartUpload(
                upload.id(),
                upload.request().toBuilder().key(fileName(upload.blobName())).build(),
                upload.response());
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        Set<String> written = new HashSet<>();
        ListObjectsV2Response listing;
        try (OpenWrites.Scope scope = writes.listing(written)) {
            listing = super.list(toStore(request));
        }
        return listing.toBuilder()
                .contents(listing.contents().stream()
                        .filter(object -> isWhole(object, request.bucket(), written))
                        .map(object -> object.toBuilder().key(key(object.key())).build())
                        .toList())
                .commonPrefixes(listing.commonPrefixes().stream()
                        .map(prefix ->
                                prefix.toBuilder().prefix(key(prefix.prefix())).build())
                        .toList())
                .nextContinuationToken(key(listing.nextContinuationToken()))
                .build();
    }

    /** Neither what is being written nor what a killed process left half written is an object. */
    private boolean isWhole(S3Object object, String bucket, Set<String> written) {
        boolean left = showsWholeByETag
                && object.eTag() == null
                && OpenWrites.finished(object.key()).isPresent();
        return !left && !OpenWrites.isOf(written, bucket, object.key());
    }

    @Override
    public void clearContainer(ListObjectsV2Request request) {
        super.clearContainer(toStore(request));
    }

    @Override
    public boolean blobExists(String bucket, String key) {
        return super.blobExists(bucket, FileNames.of(key));
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        return super.blobMetadata(
                request.toBuilder().key(fileName(request.key())).build());
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        return super.getBlob(request.toBuilder().key(fileName(request.key())).build());
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
        String name = FileNames.of(request.key());
        try (OpenWrites.Scope scope = writes.write(request.bucket(), name)) {
            return super.putBlob(request.toBuilder().key(name).build(), payload);
        }
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        return super.removeBlob(request.toBuilder().key(fileName(request.key())).build());
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        String name = FileNames.of(request.destinationKey());
        try (OpenWrites.Scope scope = writes.write(request.destinationBucket(), name)) {
            return super.copyBlob(request.toBuilder()
                    .sourceKey(fileName(request.sourceKey()))
                    .destinationKey(name)
                    .build());
        }
    }

    @Override
    public ObjectCannedACL getBlobAccess(String bucket, String key) {
        return super.getBlobAccess(bucket, FileNames.of(key));
    }

    @Override
    public GetObjectAclResponse getBlobAcl(GetObjectAclRequest request) {
        return super.getBlobAcl(request.toBuilder().key(fileName(request.key())).build());
    }

    @Override
    public void setBlobAccess(String bucket, String key, ObjectCannedACL access) {
        super.setBlobAccess(bucket, FileNames.of(key), access);
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        MultipartUpload upload = super.initiateMultipartUpload(
                request.toBuilder().key(fileName(request.key())).build());
        return new MultipartUpload(
                upload.id(), upload.request().toBuilder().key(request.key()).build(), upload.response());
    }

    @Override
    public void abortMultipartUpload(MultipartUpload upload) {
        super.abortMultipartUpload(toStore(upload));
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        String name = FileNames.of(upload.blobName());
        try (OpenWrites.Scope scope = writes.write(upload.containerName(), name)) {
            return super.completeMultipartUpload(
                    toStore(upload), request.toBuilder().key(name).build());
        }
    }

    @Override
    public UploadPartResponse uploadMultipartPart(MultipartUpload upload, UploadPartRequest request, InputStream part) {
        return super.uploadMultipartPart(
                toStore(upload),
                request.toBuilder().key(fileName(request.key())).build(),
                part);
    }

    @Override
    public List<Part> listMultipartUpload(MultipartUpload upload) {
        return super.listMultipartUpload(toStore(upload));
    }

    @Override
    public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(String bucket) {
        return super.listMultipartUploads(bucket).stream()
                .map(upload -> upload.toBuilder().key(key(upload.key())).build())
                .toList();
    }

    /** Versioned calls would pass by the names above. */
    @Override
    public boolean supportsVersioning() {
        return false;
    }
}
