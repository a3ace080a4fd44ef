import { round } from './pictures.tsx';

/** How many are this far towards their limit; `share` 0.1 is a tenth of it, and from 1 on it is passed. */
export type AgeBin = { from: number; count: number };

const bins = 12;

/** Ages as shares of their limit, in tenths; the last bin holds all that is more than a tenth over it. */
export function ageBins(shares: readonly number[]): AgeBin[] {
  return Array.from({ length: bins }, (_, index) => ({
    from: index / 10,
    count: shares.filter((share) => Math.min(Math.floor(share * 10 + 1e-9), bins - 1) === index).length,
  }));
}

type AgePictureProps = { title: string; shares: readonly number[]; words: { fresh: string; limit: string; over: string } };

/** Age against policy: each value by how far it is towards its own limit, which is the line they must not pass. */
export function AgePicture({ title, shares, words }: AgePictureProps) {
  const counts = ageBins(shares);
  const most = Math.max(1, ...counts.map((bin) => bin.count));
  const x = (index: number) => 8 + index * 46 + (index >= 10 ? 14 : 0);
  const height = (count: number) => (count === 0 ? 0 : Math.max(4, round((count / most) * 96)));
  return (
    <svg class="kh-ages" viewBox="0 0 576 156" role="img">
      <title>{title}</title>
      {counts.map((bin, index) => (
        <g class={`kh-tone-${bin.from >= 1 ? 'late' : bin.from >= 0.8 ? 'needs' : 'order'}`}>
          <rect x={x(index)} y={124 - height(bin.count)} width="38" height={height(bin.count)} rx="2" fill="currentColor" />
          {bin.count > 0 && (
            <text class="kh-map-name" x={x(index) + 19} y={116 - height(bin.count)} text-anchor="middle">
              {bin.count}
            </text>
          )}
        </g>
      ))}
      <path class="kh-grid" d="M0 124.5 H576" />
      <path class="kh-ages-limit" d="M471 14 V134" stroke-dasharray="3 3" />
      <text class="kh-axis" x="8" y="146">
        {words.fresh}
      </text>
      <text class="kh-axis" x="464" y="146" text-anchor="end">
        {words.limit}
      </text>
      <text class="kh-axis" x="480" y="146">
        {words.over}
      </text>
    </svg>
  );
}
