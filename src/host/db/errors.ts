/** A driver's error without the values that caused it: drivers put parameters and rows into their messages. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse';
}

export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
}

/** Too many units are waiting. Doors print it as `unavailable`. */
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
