import { measureAsking, revealBy } from '../asked.ts';
import type { Scale } from '../measure.ts';

export const bench = (scale: Scale) => measureAsking(scale, revealBy, { one: { leastRatio: 0.5 }, all: { least: 5000 } });
