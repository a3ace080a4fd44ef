/** The 20-round cipher of KDBX 3.1's protected values (D. J. Bernstein, "Salsa20 specification"); Node's OpenSSL has its successor only. */
export function salsa20(key: Buffer, nonce: Buffer): (data: Buffer) => Buffer {
  const constants = Buffer.from('expand 32-byte k');
  const word = (bytes: Buffer, at: number) => bytes.readUInt32LE(at * 4);
  const state = new Uint32Array(16);
  for (const [index, place] of [0, 5, 10, 15].entries()) state[place] = word(constants, index);
  for (let index = 0; index < 4; index++) {
    state[1 + index] = word(key, index);
    state[11 + index] = word(key, 4 + index);
  }
  state[6] = word(nonce, 0);
  state[7] = word(nonce, 1);
  let block: Buffer = Buffer.alloc(0);
  let used = 0;
  const next = () => {
    if (used === block.length) {
      block = blockOf(state);
      used = 0;
      state[8] = at(state, 8) + 1;
    }
    return block[used++] ?? 0;
  };
  return (data) => Buffer.from(data.map((byte) => byte ^ next()));
}

const at = (words: Uint32Array, index: number) => words[index] ?? 0;
const quarters = [
  [0, 4, 8, 12],
  [5, 9, 13, 1],
  [10, 14, 2, 6],
  [15, 3, 7, 11],
  [0, 1, 2, 3],
  [5, 6, 7, 4],
  [10, 11, 8, 9],
  [15, 12, 13, 14],
] as const;

function blockOf(state: Uint32Array): Buffer {
  const x = Uint32Array.from(state);
  const mix = (target: number, a: number, b: number, by: number) => {
    const sum = (at(x, a) + at(x, b)) >>> 0;
    x[target] = at(x, target) ^ ((sum << by) | (sum >>> (32 - by)));
  };
  for (let round = 0; round < 20; round += 2) {
    for (const [a, b, c, d] of quarters) {
      mix(b, a, d, 7);
      mix(c, b, a, 9);
      mix(d, c, b, 13);
      mix(a, d, c, 18);
    }
  }
  const out = Buffer.alloc(64);
  for (let index = 0; index < 16; index++) out.writeUInt32LE((at(x, index) + at(state, index)) >>> 0, index * 4);
  return out;
}
