// @ts-check
/**
 * A query's rows as a table whose columns' names sort it.
 *
 * @typedef {import('./query.js').Column} Column
 */
import {byId, make} from './dom.js';

const collator = new Intl.Collator('en', {numeric: true});

/** Whole and broken numbers of Athena's types, whose values are right-aligned. */
const NUMBERS = /^(tinyint|smallint|integer|int|bigint|double|float|real|decimal)/i;

export class SortableTable {
  constructor() {
    /** @type {Column[]} */
    this.columns = [];
    /** @type {any[][]} */
    this.rows = [];
    this.sorted = -1;
    this.descending = false;
  }

  /** @param {Column[]} columns @param {any[][]} rows */
  show(columns, rows) {
    this.columns = columns;
    this.rows = rows;
    this.sorted = -1;
    this.descending = false;
    const head = make('tr');
    columns.forEach((column, i) => {
      const cell = make('th', this.isNumber(i) ? '' : 'text');
      cell.setAttribute('scope', 'col');
      const button = make('button', 'sorter', column.name);
      button.setAttribute('type', 'button');
      button.addEventListener('click', () => this.sort(i));
      cell.append(button);
      head.append(cell);
    });
    byId('sql-head').replaceChildren(head);
    this.fill();
  }

  /** @param {number} column */
  isNumber(column) {
    return NUMBERS.test(this.columns[column].type ?? '') || this.rows.every(row => row[column] === null || typeof row[column] === 'number');
  }

  /** By this column; the other way round when it is already. @param {number} column */
  sort(column) {
    this.descending = this.sorted === column && !this.descending;
    this.sorted = column;
    const sign = this.descending ? -1 : 1;
    const number = this.isNumber(column);
    this.rows.sort((a, b) => {
      const [left, right] = [a[column], b[column]];
      // What is unknown comes last either way.
      if (left === null || right === null) return Number(left === null) - Number(right === null);
      return sign * (number ? Number(left) - Number(right) : collator.compare(String(left), String(right)));
    });
    this.fill();
  }

  fill() {
    [...byId('sql-head').firstElementChild.children].forEach((/** @type {Element} */ cell, /** @type {number} */ i) => {
      if (i === this.sorted) cell.setAttribute('aria-sort', this.descending ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    });
    const text = this.columns.map((_, i) => !this.isNumber(i));
    byId('sql-rows').replaceChildren(...this.rows.map(values => {
      const row = make('tr');
      values.forEach((value, i) => row.append(make('td', text[i] ? 'text' : '', value === null ? '–' : String(value))));
      return row;
    }));
  }
}
