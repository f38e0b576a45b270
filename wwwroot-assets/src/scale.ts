/** An axis of round steps. */
export interface Scale { min: number; max: number; ticks: number; decimals: number }

/** 1, 2, 2.5 or 5 times a power of ten: the smallest that is not less. */
export function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find(candidate => candidate * power >= rough * 0.999) ?? 10;
  return Number((factor * power).toPrecision(3));
}

/** From one end to the other in such steps, which need so many places. */
export function scale(min: number, max: number, step: number): Scale {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9) + (step.toExponential(2).startsWith('2.5') ? 1 : 0));
  return { min, max, ticks: Math.max(1, Math.round((max - min) / step)), decimals };
}

export function figure(value: number, decimals: number): string {
  return value.toLocaleString('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).replace('-', '−');
}
