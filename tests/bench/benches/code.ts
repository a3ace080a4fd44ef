import { codeBy, measureAsking } from '../asked.ts';
import type { Scale } from '../measure.ts';

export const bench = (scale: Scale) => measureAsking(scale, codeBy, { one: { leastRatio: 0.5 }, all: { leastRatio: 0.5 } });
