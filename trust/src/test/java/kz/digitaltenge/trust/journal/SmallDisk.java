package kz.digitaltenge.trust.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/// A file on a disk that has so much room and no more, which takes of a write what it can before it
/// says so, and that may fail to force.
public final class SmallDisk extends FileChannel {
  private final FileChannel file;
  private final Room room;

  /// What the disk still takes; shared by all files on it. For one thread.
  public static final class Room {
    /// In bytes.
    public long left = Long.MAX_VALUE;

    public boolean isForcing = true;

    public FileChannel holding(FileChannel file) {
      return new SmallDisk(file, this);
    }
  }

  private SmallDisk(FileChannel file, Room room) {
    this.file = file;
    this.room = room;
  }

  @Override
  public int write(ByteBuffer bytes, long position) throws IOException {
    if (room.left == 0) {
      throw new IOException("No space left on device");
    }
    int taken = (int) Math.min(room.left, bytes.remaining());
    int written = file.write(bytes.slice(bytes.position(), taken), position);
    bytes.position(bytes.position() + written);
    room.left -= written;
    return written;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    if (!room.isForcing) {
      throw new IOException("Input/output error");
    }
    file.force(metaData);
  }

  @Override
  public int read(ByteBuffer bytes, long position) throws IOException {
    return file.read(bytes, position);
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    return file.truncate(size);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }

  @Override
  public int read(ByteBuffer bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long read(ByteBuffer[] bytes, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] bytes, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long position() {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel position(long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean isShared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean isShared) {
    throw new UnsupportedOperationException();
  }
}
