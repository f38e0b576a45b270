import ApexCharts from 'apexcharts';
import { type Grid, instant, saveGrid, tableOf } from './grid';
import { nonce } from './nonce';
import { figure, roundStep, scale, type Scale } from './scale';
import { onThemeChange, theme, token } from './theme';

type Level = 'info' | 'warn' | 'fail';
type Look = 'actual' | 'forecast' | 'beside';
type Point = [time: number, value: number | null, low?: number | null, high?: number | null, n?: number | null];

interface Series { name: string; look: Look; band: boolean; points: Point[] }
interface Threshold { label: string; value: number; level: Level }
interface Mark { time: number; label: string; level: Level }

interface Snapshot { series: Series[]; marks: Mark[]; from: number | null; to: number | null }

interface Settings {
  title: string;
  unit: string;
  decimals: number;
  height: number;
  minimum: number | null;
  maximum: number | null;
  thresholds: Threshold[];
}

const dashes = [0, 6, 2, 8, 4, 10];
const colours = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6'];

/** One chart: drawn once, then fed whole snapshots. The same data stand behind the picture, the table and the file. */
class LiveChart {
  readonly #chart: ApexCharts;
  readonly #stopTheme: () => void;
  #ready: Promise<void>;
  readonly #legend = document.createElement('ul');
  readonly #canvas = document.createElement('div');
  readonly #sight: IntersectionObserver;
  #scale: Scale;
  #seen = true;
  #stale = false;

  constructor(
    private readonly plot: HTMLElement,
    private readonly table: HTMLElement,
    private readonly settings: Settings,
    private snapshot: Snapshot,
  ) {
    this.#scale = this.#measure();
    this.#legend.className = 'chart-legend';
    this.#canvas.setAttribute('role', 'img');
    plot.replaceChildren(this.#legend, this.#canvas);
    this.#chart = new ApexCharts(this.#canvas, this.#options());
    this.#ready = this.#chart.render();
    this.#stopTheme = onThemeChange(() => void this.#restyle());
    // Drawing what nobody sees costs as much as drawing what one does.
    this.#sight = new IntersectionObserver(entries => {
      this.#seen = entries.at(-1)?.isIntersecting ?? true;
      if (this.#seen && this.#stale) void this.#restyle();
    }, { rootMargin: '200px' });
    this.#sight.observe(plot);
    this.#describe();
  }

  async show(snapshot: Snapshot): Promise<void> {
    const sameMarks = JSON.stringify(snapshot.marks) === JSON.stringify(this.snapshot.marks);
    const sameSeries = snapshot.series.length === this.snapshot.series.length
      && snapshot.series.every((series, index) => series.name === this.snapshot.series[index]?.name);
    const sameSpan = snapshot.from === this.snapshot.from && snapshot.to === this.snapshot.to;
    const sameMarkers = JSON.stringify(alone(snapshot)) === JSON.stringify(alone(this.snapshot));
    this.snapshot = snapshot;
    await this.#ready;
    if (!this.table.hidden) this.#fillTable();
    if (!this.#seen) {
      this.#stale = true;
      return;
    }

    // Scale, span and marks are options of the engine: a change of them needs the slower way, values alone do not.
    const sameScale = JSON.stringify(this.#scale) === JSON.stringify(this.#scale = this.#measure());
    if (sameMarks && sameSeries && sameSpan && sameMarkers && sameScale) await this.#chart.updateSeries(this.#series(), false);
    else await this.#chart.updateOptions(this.#options(), false, false);
    this.#describe();
  }

  toggleTable(shown: boolean): void {
    this.plot.hidden = shown;
    this.table.hidden = !shown;
    if (shown) this.#fillTable();
  }

  saveCsv(): void {
    saveGrid(this.settings.title, this.#grid());
  }

  dispose(): void {
    this.#stopTheme();
    this.#sight.disconnect();
    // A chart that is still drawing cannot be taken down.
    void this.#ready.finally(() => this.#chart.destroy());
  }

  async #restyle(): Promise<void> {
    await this.#ready;
    this.#stale = false;
    this.#scale = this.#measure();
    await this.#chart.updateOptions(this.#options(), false, false);
    this.#describe();
  }

  /** Bands lie under the lines. */
  #bands(): Series[] {
    return this.snapshot.series.filter(series => series.band && series.points.filter(point => typeof point[2] === 'number').length > 1);
  }

  #series(): ApexAxisChartSeries {
    const lines = this.snapshot.series.map(series => ({ name: series.name, type: 'line', data: series.points.map(([x, y]) => ({ x, y })) }));
    const bands = this.#bands().map(series => ({ name: `${series.name}, 95 %`, type: 'rangeArea', data: series.points.map(([x, , low, high]) => ({ x, y: [low ?? null, high ?? null] })) }));
    return [...bands, ...lines] as ApexAxisChartSeries;
  }

  #options(): ApexCharts.ApexOptions {
    const { settings, snapshot } = this;
    const quiet = token('ink-3');
    const level = { info: token('accent'), warn: token('warn'), fail: token('fail') };
    const bands = this.#bands();
    const inks = [...bands.map(band => ink(band, snapshot.series.indexOf(band))), ...snapshot.series.map(ink)].map(token);
    const label = (text: string, colour: string) => ({
      text,
      borderWidth: 0,
      // On a plate, since lines run beneath.
      style: { color: colour, background: token('surface'), fontSize: '11px', padding: { left: 3, right: 3, top: 1, bottom: 1 } },
    });

    return {
      chart: {
        type: bands.length > 0 ? 'rangeArea' : 'line',
        height: settings.height,
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
      series: this.#series(),
      colors: inks,
      fill: { type: 'solid', opacity: [...bands.map(() => 0.16), ...snapshot.series.map(() => 1)] },
      stroke: {
        width: [...bands.map(() => 0), ...snapshot.series.map(series => (series.look === 'beside' ? 1.2 : 1.6))],
        curve: 'straight',
        lineCap: 'round',
        dashArray: [...bands.map(() => 0), ...snapshot.series.map(dashOf)],
      },
      markers: {
        size: 0,
        strokeWidth: 0,
        hover: { size: 4 },
        discrete: alone(snapshot).map(([series, point]) => ({ seriesIndex: bands.length + series, dataPointIndex: point, size: 3, fillColor: inks[bands.length + series] ?? quiet, strokeColor: inks[bands.length + series] ?? quiet, shape: 'circle' as const })),
      },
      grid: { borderColor: token('line'), strokeDashArray: 3, padding: { left: 8, right: 12, top: snapshot.marks.length > 0 ? 4 : -8, bottom: 0 } },
      legend: { show: false },
      dataLabels: { enabled: false },
      xaxis: {
        type: 'datetime',
        ...(snapshot.from === null || snapshot.to === null ? {} : { min: snapshot.from, max: snapshot.to }),
        axisBorder: { color: token('line-strong') },
        axisTicks: { color: token('line-strong'), height: 4 },
        crosshairs: { stroke: { color: token('line-strong'), dashArray: 0 } },
        tooltip: { enabled: false },
        labels: { datetimeUTC: true, style: { fontSize: '11px', colors: quiet }, datetimeFormatter: { year: 'yyyy', month: "MMM 'yy", day: 'd MMM', hour: 'HH:mm', minute: 'HH:mm' } },
      },
      yaxis: {
        min: this.#scale.min,
        max: this.#scale.max,
        tickAmount: this.#scale.ticks,
        labels: { style: { fontSize: '11px', colors: quiet }, formatter: value => figure(value, this.#scale.decimals) },
      },
      tooltip: {
        shared: true,
        intersect: false,
        custom: ({ seriesIndex, dataPointIndex }: { seriesIndex: number; dataPointIndex: number }) => this.#tip(seriesIndex - bands.length, dataPointIndex),
      },
      annotations: {
        yaxis: this.#levels().map(({ threshold, shift }) => ({
          y: threshold.value,
          borderColor: level[threshold.level],
          strokeDashArray: 5,
          label: { ...label(threshold.label, level[threshold.level]), position: 'left', textAnchor: 'start', offsetX: 4 + shift, offsetY: -2 },
        })),
        xaxis: snapshot.marks.map(mark => ({
          x: mark.time,
          borderColor: level[mark.level],
          strokeDashArray: 2,
          label: { ...label(mark.label, level[mark.level]), orientation: 'horizontal', textAnchor: 'middle', offsetX: 0, offsetY: -8 },
        })),
      },
      noData: { text: 'No data yet', style: { color: quiet, fontSize: '13px', fontFamily: 'IBM Plex Sans, sans-serif' } },
    };
  }

  /** A scale of round steps, far enough for the data and every threshold; it stands still while the data move within it. */
  #measure(): Scale {
    const { minimum, maximum, thresholds } = this.settings;
    const known = this.snapshot.series
      .flatMap(series => series.points.flatMap(([, value, bottom, top]) => (series.band ? [value, bottom, top] : [value])))
      .filter((value): value is number => typeof value === 'number');
    const all = [...known, ...thresholds.map(threshold => threshold.value), ...(known.length === 0 && thresholds.length === 0 ? [0, 1] : [])];
    const low = minimum ?? all.reduce((least, value) => Math.min(least, value));
    const high = maximum ?? all.reduce((most, value) => Math.max(most, value));
    const span = Math.max(high - low, Math.abs(high) * 0.05, 1e-9);
    const step = roundStep(span / 4);
    // Room above the highest line, so that it does not run along the edge.
    const min = minimum ?? Math.floor((low - (low === 0 ? 0 : span * 0.05)) / step) * step;
    const max = maximum ?? Math.ceil((high + span * 0.05) / step) * step;
    return scale(min, max, step);
  }

  /** Names of levels that lie close to each other stand side by side. */
  #levels(): { threshold: Threshold; shift: number }[] {
    const { min, max } = this.#scale;
    const line = 14 * (max - min) / (this.settings.height - 40);
    let [before, shift] = [Number.NaN, 0];
    return [...this.settings.thresholds].sort((a, b) => b.value - a.value).map((threshold, at, all) => {
      shift = Math.abs(before - threshold.value) < line ? shift + (all[at - 1]?.label.length ?? 0) * 7 + 10 : 0;
      before = threshold.value;
      return { threshold, shift };
    });
  }

  #figure(value: number): string {
    return figure(value, this.settings.decimals);
  }

  /** Which line is which, by colour and dash; and what the picture says, in words, for who does not see it. */
  #describe(): void {
    const { title, thresholds, unit: of } = this.settings;
    this.#legend.hidden = this.snapshot.series.length < 2;
    this.#legend.replaceChildren(...this.snapshot.series.map(legendEntry));

    const lines = this.snapshot.series.map(series => {
      const known = series.points.filter((point): point is [number, number] => point[1] !== null);
      const last = known.at(-1);
      if (!last) return `${series.name}: no data`;
      const values = known.map(point => point[1]);
      return `${series.name}: ${this.#figure(last[1])} at ${instant(last[0])}, between ${this.#figure(Math.min(...values))} and ${this.#figure(Math.max(...values))}`;
    });
    const limits = thresholds.map(threshold => `${threshold.label} at ${this.#figure(threshold.value)}`);
    this.#canvas.setAttribute('aria-label', [`${title}${of ? ` in ${of}` : ''}`, ...lines, ...limits].join('. '));
  }

  #grid(): Grid {
    const { series } = this.snapshot;
    const of = this.settings.unit ? ` (${this.settings.unit})` : '';
    const columns = series.map(one => ({
      values: new Map(one.points.map(point => [point[0], point])),
      head: [`${one.name}${of}`, ...(hasInterval(one) ? [`${one.name}, low`, `${one.name}, high`] : []), ...(hasN(one) ? [`${one.name}, n`] : [])],
      of: (point?: Point) => [point?.[1] ?? null, ...(hasInterval(one) ? [point?.[2] ?? null, point?.[3] ?? null] : []), ...(hasN(one) ? [point?.[4] ?? null] : [])],
    }));
    const times = [...new Set(series.flatMap(one => one.points.map(point => point[0])))].sort((a, b) => a - b);
    return {
      head: ['Time (UTC)', ...columns.flatMap(column => column.head)],
      rows: times.map(time => [new Date(time).toISOString(), ...columns.flatMap(column => column.of(column.values.get(time)))]),
    };
  }

  #fillTable(): void {
    const grid = this.#grid();
    this.table.replaceChildren(tableOf(this.settings.title, grid, (value, column) => (grid.head[column]?.endsWith(', n') ? value.toLocaleString('en') : this.#figure(value))));
  }

  /** All lines at the time of one point, each with its interval and what it rests on. */
  #tip(index: number, at: number): string {
    const time = (this.snapshot.series[index] ?? this.snapshot.series[0])?.points[at]?.[0];
    if (time === undefined) return '';
    const box = document.createElement('div');
    box.className = 'chart-tip';
    box.append(element('p', instant(time)));
    const list = document.createElement('dl');
    for (const series of this.snapshot.series) {
      const point = series.points.find(one => one[0] === time);
      if (point) list.append(element('dt', series.name), element('dd', this.#words(point)));
    }
    box.append(list);
    return box.outerHTML;
  }

  #words([, value, low, high, n]: Point): string {
    if (value === null) return 'no data';
    const interval = typeof low === 'number' && typeof high === 'number' ? ` [${this.#figure(low)}, ${this.#figure(high)}]` : '';
    return `${this.#figure(value)}${unit(this.settings.unit)}${interval}${typeof n === 'number' ? `, n = ${n.toLocaleString('en')}` : ''}`;
  }
}

/** A point without neighbours is no line: it is drawn as a dot. */
function alone(snapshot: Snapshot): [series: number, point: number][] {
  const isGap = (point?: Point) => point === undefined || point[1] === null;
  return snapshot.series.flatMap((series, number) =>
    series.points.flatMap((point, at): [number, number][] => (point[1] !== null && isGap(series.points[at - 1]) && isGap(series.points[at + 1]) ? [[number, at]] : [])));
}

function legendEntry(series: Series, index: number): HTMLElement {
  const entry = document.createElement('li');
  const line = `<line x2="20" y1="4" y2="4" stroke="var(--${ink(series, index)})" stroke-dasharray="${dashOf(series, index)}"/>`;
  entry.innerHTML = `<svg width="20" height="8" aria-hidden="true">${line}</svg>`;
  entry.append(series.name);
  return entry;
}

/** What is compared with stands back. */
function ink(series: Series, index: number): string {
  return series.look === 'beside' ? 'ink-3' : series.look === 'forecast' ? colours[0] ?? 'series-1' : colours[index % colours.length] ?? 'series-1';
}

function dashOf(series: Series, index: number): number {
  return series.look === 'actual' ? dashes[index % dashes.length] ?? 0 : series.look === 'forecast' ? 5 : 2;
}

function hasInterval(series: Series): boolean {
  return series.points.some(point => typeof point[2] === 'number' || typeof point[3] === 'number');
}

function hasN(series: Series): boolean {
  return series.points.some(point => typeof point[4] === 'number');
}

function element(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function unit(text: string): string {
  return text ? ` ${text}` : '';
}

export function create(plot: HTMLElement, table: HTMLElement, settings: Settings, snapshot: Snapshot): LiveChart {
  return new LiveChart(plot, table, settings, snapshot);
}
