/** A driver's error without the values that caused it: drivers put parameters and rows into their messages. */
export class DatabaseError extends Error {
  override readonly name: string = 'DatabaseError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse';
}

/** The rows of this database live in another one now. */
export class DatabaseMoved extends Error {
  override readonly name = 'DatabaseMoved';
}

/** The message says what stands in the way of a move. Nothing was changed. */
export class MoveRefused extends Error {
  override readonly name = 'MoveRefused';
}

export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused';
}

export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
}

/** The database could not be reached, or was lost before COMMIT was sent: nothing was done. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** There is no room on the disk for the work: nothing was done. */
export class DiskFull extends DatabaseError {
  override readonly name = 'DiskFull';
}

/** The disk of the database does not do what it is asked, or lets nothing be written: nothing was done. */
export class DiskFails extends DatabaseError {
  override readonly name = 'DiskFails';
}

/** The connection was lost after COMMIT was sent and before it was answered: the work was done as a whole or not at all. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** A server that does not keep what it answered, or cannot be written. */
export class UnsafeDatabase extends Error {
  override readonly name = 'UnsafeDatabase';
}

/** Too many units are waiting, here or on another node. Doors print it as `unavailable`. */
export class WriterBusy extends Error {
  override readonly name = 'WriterBusy';
}

export class UnrecordedWrite extends Error {
  override readonly name = 'UnrecordedWrite';
}

export class NestedUnit extends Error {
  override readonly name = 'NestedUnit';
}

export class UnitEnded extends Error {
  override readonly name = 'UnitEnded';
}
