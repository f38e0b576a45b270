import ApexCharts from 'apexcharts';
import { nonce } from './nonce';
import { figure, roundStep, scale, type Scale } from './scale';
import { onThemeChange, theme, token } from './theme';

interface Point { name: string; x: number; y: number; xText: string; yText: string }
interface Group { name: string; colour: string; shape: 'circle' | 'square' | 'diamond'; points: Point[] }
interface Settings { title: string; x: string; y: string; height: number }

/** Points by two measures; each bears its name, so that nobody has to look colours up. */
class ScatterChart {
  readonly #chart: ApexCharts;
  readonly #stopTheme: () => void;
  #ready: Promise<void>;

  constructor(private readonly plot: HTMLElement, private readonly settings: Settings, private groups: Group[]) {
    plot.setAttribute('role', 'img');
    this.#chart = new ApexCharts(plot, this.#options());
    this.#ready = this.#chart.render();
    this.#stopTheme = onThemeChange(() => void this.#redraw());
    this.#describe();
  }

  async show(groups: Group[]): Promise<void> {
    this.groups = groups;
    this.#describe();
    await this.#redraw();
  }

  dispose(): void {
    this.#stopTheme();
    // A chart that is still drawing cannot be taken down.
    void this.#ready.finally(() => this.#chart.destroy());
  }

  async #redraw(): Promise<void> {
    await this.#ready;
    await this.#chart.updateOptions(this.#options(), false, false);
  }

  #point(group: number, index: number): Point | undefined {
    return this.groups[group]?.points[index];
  }

  #options(): ApexCharts.ApexOptions {
    const quiet = token('ink-3');
    const points = this.groups.flatMap(group => group.points);
    const [x, y] = [measure(points.map(point => point.x)), measure(points.map(point => point.y))];
    const axis = (text: string) => ({ text, style: { fontSize: '11px', fontWeight: 400, color: token('ink-2') } });

    return {
      chart: {
        type: 'scatter',
        height: this.settings.height,
        nonce,
        animations: { enabled: false },
        toolbar: { show: false },
        zoom: { enabled: false },
        background: 'transparent',
        fontFamily: 'IBM Plex Mono, ui-monospace, monospace',
        foreColor: quiet,
        parentHeightOffset: 0,
      },
      theme: { mode: theme() },
      series: this.groups.map(group => ({ name: group.name, data: group.points.map(point => [steps(point.x, x), point.y] as [number, number]) })),
      fill: { opacity: 1 },
      colors: this.groups.map(group => token(group.colour)),
      markers: { size: this.groups.map(group => (group.shape === 'circle' ? 4 : 7)), shape: this.groups.map(group => group.shape), strokeWidth: 0, hover: { sizeOffset: 1 } },
      dataLabels: {
        enabled: true,
        offsetY: -9,
        style: { fontSize: '11px', fontWeight: 500, colors: [token('ink')] },
        background: { enabled: false },
        formatter: (_, at) => this.#point(at.seriesIndex, at.dataPointIndex)?.name ?? '',
      },
      grid: { borderColor: token('line'), strokeDashArray: 3, xaxis: { lines: { show: true } }, padding: { left: 12, right: 24, top: -8, bottom: 0 } },
      legend: { show: false },
      xaxis: {
        type: 'numeric',
        // The engine rounds steps of this axis that are no whole numbers, and its labels with them: it is told of steps alone.
        min: 0,
        max: x.ticks,
        tickAmount: x.ticks,
        title: { ...axis(this.settings.x), offsetY: -4 },
        axisBorder: { color: token('line-strong') },
        axisTicks: { color: token('line-strong'), height: 4 },
        crosshairs: { show: false },
        tooltip: { enabled: false },
        labels: { style: { fontSize: '11px', colors: quiet }, formatter: value => figure(x.min + (Number(value) * (x.max - x.min)) / x.ticks, x.decimals) },
      },
      yaxis: {
        min: y.min,
        max: y.max,
        tickAmount: y.ticks,
        title: axis(this.settings.y),
        labels: { style: { fontSize: '11px', colors: quiet }, formatter: value => figure(value, y.decimals) },
      },
      tooltip: {
        shared: false,
        intersect: true,
        x: { show: false },
        y: {
          title: { formatter: (_, at) => `${this.#point(at.seriesIndex, at.dataPointIndex)?.name ?? ''}:` },
          formatter: (_, at) => {
            const point = this.#point(at.seriesIndex, at.dataPointIndex);
            return point ? `${point.yText} at ${point.xText}` : '';
          },
        },
      },
    };
  }

  /** What the picture says, in words, for who does not see it. */
  #describe(): void {
    const points = this.groups.flatMap(group => group.points.map(point => `${point.name}: ${point.yText} at ${point.xText}`));
    this.plot.setAttribute('aria-label', [this.settings.title, ...points].join('. '));
  }
}

function steps(value: number, of: Scale): number {
  return ((value - of.min) / (of.max - of.min)) * of.ticks;
}

/** A scale of round steps with room on both sides, so that no point and no name stands on the edge. */
function measure(values: number[]): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(high - low, Math.abs(high) * 0.02, 1e-6);
  const step = roundStep(span / 3);
  const [min, max] = [Math.floor((low - span * 0.15) / step) * step, Math.ceil((high + span * 0.15) / step) * step];
  return scale(min, max, step);
}

export function create(plot: HTMLElement, settings: Settings, groups: Group[]): ScatterChart {
  return new ScatterChart(plot, settings, groups);
}
