import ApexCharts from 'apexcharts';
import { nonce } from './nonce';
import { figure, roundStep, scale, type Scale } from './scale';
import { onThemeChange, theme, token } from './theme';

type Level = 'info' | 'warn' | 'fail';
type Point = [time: number, value: number | null];

interface Series { name: string; points: Point[] }
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
  #scale: Scale;

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
    this.#describe();
  }

  async show(snapshot: Snapshot): Promise<void> {
    const sameMarks = JSON.stringify(snapshot.marks) === JSON.stringify(this.snapshot.marks);
    const sameSeries = snapshot.series.length === this.snapshot.series.length
      && snapshot.series.every((series, index) => series.name === this.snapshot.series[index]?.name);
    const sameSpan = snapshot.from === this.snapshot.from && snapshot.to === this.snapshot.to;
    const sameMarkers = String(markers(snapshot)) === String(markers(this.snapshot));
    this.snapshot = snapshot;
    await this.#ready;

    // Scale, span and marks are options of the engine: a change of them needs the slower way, values alone do not.
    const sameScale = JSON.stringify(this.#scale) === JSON.stringify(this.#scale = this.#measure());
    if (sameMarks && sameSeries && sameSpan && sameMarkers && sameScale) await this.#chart.updateSeries(this.#series(), false);
    else await this.#chart.updateOptions(this.#options(), false, false);
    this.#describe();
    if (!this.table.hidden) this.#fillTable();
  }

  toggleTable(shown: boolean): void {
    this.plot.hidden = shown;
    this.table.hidden = !shown;
    if (shown) this.#fillTable();
  }

  saveCsv(): void {
    const { head, rows } = this.#grid();
    const lines = [head, ...rows].map(row => row.map(quote).join(','));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([lines.join('\r\n') + '\r\n'], { type: 'text/csv;charset=utf-8' }));
    link.download = `${this.settings.title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  dispose(): void {
    this.#stopTheme();
    // A chart that is still drawing cannot be taken down.
    void this.#ready.finally(() => this.#chart.destroy());
  }

  async #restyle(): Promise<void> {
    await this.#ready;
    await this.#chart.updateOptions(this.#options(), false, false);
  }

  #series(): ApexAxisChartSeries {
    return this.snapshot.series.map(series => ({ name: series.name, data: series.points }));
  }

  #options(): ApexCharts.ApexOptions {
    const { settings, snapshot } = this;
    const quiet = token('ink-3');
    const level = { info: token('accent'), warn: token('warn'), fail: token('fail') };
    const label = (text: string, colour: string) => ({
      text,
      borderWidth: 0,
      style: { color: colour, background: 'transparent', fontSize: '11px', padding: { left: 2, right: 2, top: 1, bottom: 1 } },
    });

    return {
      chart: {
        type: 'line',
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
      colors: colours.map(token),
      stroke: { width: 1.6, curve: 'straight', lineCap: 'round', dashArray: snapshot.series.map((_, index) => dash(index)) },
      markers: { size: markers(snapshot), strokeWidth: 0, hover: { size: 4 } },
      grid: { borderColor: token('line'), strokeDashArray: 3, padding: { left: 8, right: 12, top: snapshot.marks.length > 0 ? 4 : -8, bottom: 0 } },
      legend: { show: false },
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
        x: { formatter: value => instant(value) },
        y: { formatter: value => (value === null || value === undefined ? 'no data' : `${this.#figure(value)}${unit(settings.unit)}`) },
      },
      annotations: {
        yaxis: settings.thresholds.map(threshold => ({
          y: threshold.value,
          borderColor: level[threshold.level],
          strokeDashArray: 5,
          label: { ...label(threshold.label, level[threshold.level]), position: 'left', textAnchor: 'start', offsetX: 4, offsetY: -2 },
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
    const known = this.snapshot.series.flatMap(series => series.points.map(point => point[1])).filter(value => value !== null);
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

  #grid(): { head: string[]; rows: (string | number | null)[][] } {
    const { series } = this.snapshot;
    const values = series.map(one => new Map(one.points));
    const times = [...new Set(series.flatMap(one => one.points.map(point => point[0])))].sort((a, b) => a - b);
    return {
      head: ['Time (UTC)', ...series.map(one => (this.settings.unit ? `${one.name} (${this.settings.unit})` : one.name))],
      rows: times.map(time => [new Date(time).toISOString(), ...values.map(of => of.get(time) ?? null)]),
    };
  }

  #fillTable(): void {
    const { head, rows } = this.#grid();
    const table = document.createElement('table');
    table.className = 'table';
    table.createCaption().textContent = `${this.settings.title}, newest first`;
    const top = table.createTHead().insertRow();
    for (const text of head) top.append(cell('th', text, 'col'));
    const body = table.createTBody();
    for (const [time, ...values] of rows.reverse()) {
      const row = body.insertRow();
      row.append(cell('th', String(time).replace('T', ' ').replace('.000Z', ''), 'row'));
      for (const value of values) row.append(cell('td', typeof value === 'number' ? this.#figure(value) : 'no data'));
    }
    this.table.replaceChildren(table);
  }
}

/** A line of one point is no line: it is drawn as a dot. */
function markers(snapshot: Snapshot): number[] {
  return snapshot.series.map(series => (series.points.filter(point => point[1] !== null).length === 1 ? 4 : 0));
}

function legendEntry(series: Series, index: number): HTMLElement {
  const entry = document.createElement('li');
  const line = `<line x2="20" y1="4" y2="4" stroke="var(--${colour(index)})" stroke-dasharray="${dash(index)}"/>`;
  entry.innerHTML = `<svg width="20" height="8" aria-hidden="true">${line}</svg>`;
  entry.append(series.name);
  return entry;
}

function colour(index: number): string {
  return colours[index % colours.length] ?? 'series-1';
}

function dash(index: number): number {
  return dashes[index % dashes.length] ?? 0;
}

function cell(tag: 'th' | 'td', text: string, scope?: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  if (scope) element.setAttribute('scope', scope);
  return element;
}

/** RFC 4180; a leading =, +, - or @ of a name would be run by a spreadsheet as a formula. */
function quote(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function instant(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function unit(text: string): string {
  return text ? ` ${text}` : '';
}

export function create(plot: HTMLElement, table: HTMLElement, settings: Settings, snapshot: Snapshot): LiveChart {
  return new LiveChart(plot, table, settings, snapshot);
}
