import { type Grid, instant, saveGrid, tableOf } from './grid';
import { figure } from './scale';

type Level = 'none' | 'few' | 'calm' | 'warn' | 'fail';
type Cell = [value: number | null, n: number, level: Level];

interface Row { name: string; cells: Cell[] }
interface Snapshot { starts: number[]; rows: Row[] }
interface Settings { title: string; full: number; cell: string }

const words: Record<Level, string> = { none: 'no data', few: 'too few rows', calm: 'calm', warn: 'warning', fail: 'serious' };
const labels = 5;

/** One square for each window of each row: as dark as it is far, and with a shape of its own where it is over a level. */
class HeatMap {
  readonly #grid = document.createElement('div');
  readonly #axis = document.createElement('div');

  constructor(
    private readonly plot: HTMLElement,
    private readonly table: HTMLElement,
    private readonly settings: Settings,
    private snapshot: Snapshot,
  ) {
    this.#grid.className = 'heat-cells';
    this.#grid.setAttribute('role', 'img');
    this.#axis.className = 'heat-axis';
    this.#axis.setAttribute('aria-hidden', 'true');
    plot.replaceChildren(this.#grid, this.#axis);
    this.show(snapshot);
  }

  show(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    const columns = snapshot.starts.length;
    this.#grid.style.setProperty('--columns', String(Math.max(1, columns)));
    this.#grid.classList.toggle('narrow', columns > 40);
    const wanted = columns * snapshot.rows.length;
    while (this.#grid.childElementCount > wanted) this.#grid.lastElementChild?.remove();
    while (this.#grid.childElementCount < wanted) this.#grid.append(document.createElement('i'));
    snapshot.rows.forEach((row, number) => row.cells.forEach((cell, at) => this.#paint(this.#grid.children[number * columns + at] as HTMLElement, row, cell, at)));
    this.#label();
    this.#grid.setAttribute('aria-label', this.#describe());
    if (!this.table.hidden) this.#fillTable();
  }

  toggleTable(shown: boolean): void {
    this.plot.hidden = shown;
    this.table.hidden = !shown;
    if (shown) this.#fillTable();
  }

  saveCsv(): void {
    saveGrid(this.settings.title, this.#rows());
  }

  dispose(): void {
    this.plot.replaceChildren();
  }

  #paint(square: HTMLElement, row: Row, [value, n, level]: Cell, at: number): void {
    const depth = value === null || level === 'few' ? 0 : Math.min(1, value / this.settings.full);
    const title = `${row.name}, ${instant(this.snapshot.starts[at] ?? 0)} and ${this.settings.cell} on: ${value === null ? words.none : `PSI ${figure(value, 2)}, n = ${n.toLocaleString('en')}${level === 'calm' ? '' : `, ${words[level]}`}`}`;
    if (square.className !== level) square.className = level;
    if (square.title !== title) square.title = title;
    square.style.setProperty('--depth', `${Math.round(8 + 92 * depth)}%`);
  }

  #label(): void {
    const { starts } = this.snapshot;
    const days = starts.length > 1 && (starts.at(-1) ?? 0) - (starts[0] ?? 0) > 36 * 3_600_000;
    const text = (time: number) => (days ? new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }) : new Date(time).toISOString().slice(11, 16));
    const shown = starts.length <= labels ? starts : Array.from({ length: labels }, (_, at) => starts[Math.round((at * (starts.length - 1)) / (labels - 1))] ?? 0);
    this.#axis.replaceChildren(...shown.map(time => Object.assign(document.createElement('span'), { textContent: text(time) })));
  }

  #describe(): string {
    const high = this.snapshot.rows.filter(row => row.cells.some(cell => cell[2] === 'warn' || cell[2] === 'fail'))
      .map(row => `${row.name} in ${row.cells.filter(cell => cell[2] === 'warn' || cell[2] === 'fail').length} of ${row.cells.length} windows`);
    return `${this.settings.title}, ${this.snapshot.rows.length} features. ${high.length === 0 ? 'None is over its level.' : `Over its level: ${high.join('; ')}.`}`;
  }

  #rows(): Grid {
    return {
      head: ['Time (UTC)', ...this.snapshot.rows.flatMap(row => [`${row.name} (PSI)`, `${row.name}, n`])],
      rows: this.snapshot.starts.map((time, at) => [new Date(time).toISOString(), ...this.snapshot.rows.flatMap(row => [row.cells[at]?.[0] ?? null, row.cells[at]?.[1] ?? 0])]),
    };
  }

  #fillTable(): void {
    this.table.replaceChildren(tableOf(this.settings.title, this.#rows(), (value, column) => (column % 2 === 0 ? value.toLocaleString('en') : figure(value, 2))));
  }
}

export function create(plot: HTMLElement, table: HTMLElement, settings: Settings, snapshot: Snapshot): HeatMap {
  return new HeatMap(plot, table, settings, snapshot);
}
