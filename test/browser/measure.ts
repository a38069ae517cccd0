/*
 * What people with tired eyes, a thumb or a screen reader would trip over, measured in the page itself. Each runs there as it stands and
 * returns what is wrong, so that an empty list is the promise.
 */

/** Text with less than 4.5:1 to its ground, placeholders included; 3:1 for large or bold-and-larger text (WCAG 2.2, 1.4.3). */
export const faintText = `(() => {
  const numbers = (color) => {
    const [r, g, b, a = 1] = color.match(/-?[\\d.]+/g).map(Number);
    return color.startsWith('color(') ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
  const groundOf = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      layers.unshift(numbers(getComputedStyle(at).backgroundColor));
      if (layers[0][3] === 1) break;
    }
    return layers.reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const light = (color) => {
    const [r, g, b] = color.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const faint = (element, color, text) => {
    const ground = groundOf(element);
    const [high, low] = [light(over(numbers(color), ground)), light(ground)].sort((a, b) => b - a);
    const { fontSize, fontWeight } = getComputedStyle(element);
    const large = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && Number(fontWeight) >= 700);
    const ratio = (high + 0.05) / (low + 0.05);
    return ratio < (large ? 3 : 4.5) ? text + ' ' + ratio.toFixed(2) : undefined;
  };
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.only-heard, .skip, [aria-disabled]');
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const element = walker.currentNode.parentElement;
    if (text && seen(element)) found.push(faint(element, getComputedStyle(element).color, text));
  }
  for (const field of document.querySelectorAll('[placeholder]'))
    if (seen(field)) found.push(faint(field, getComputedStyle(field, '::placeholder').color, field.placeholder));
  return found.filter(Boolean);
})()`;

const controls = 'button, a[href], input, textarea, select, summary, [role=option], [role=menuitem], [role=tab], [tabindex="0"]';

/** Controls smaller than 44 × 44 px (WCAG 2.2, 2.5.5). A box inside a label is as large as its label; links in running text may be small. */
export const smallTargets = `[...document.querySelectorAll('${controls}')]
  .filter((control) => control.checkVisibility({ visibilityProperty: true }) && !control.matches('.skip, p a, li a'))
  .map((control) => (control.matches('[type=radio], [type=checkbox]') ? control.closest('label') : control))
  .map((target) => [target.ariaLabel ?? target.textContent.trim(), target.getBoundingClientRect()])
  .filter(([, box]) => box.width < 44 || box.height < 44)
  .map(([name, box]) => name + ' ' + Math.round(box.width) + ' × ' + Math.round(box.height))`;

/** Controls that a screen reader could not name. */
export const namelessControls = `[...document.querySelectorAll('${controls}')]
  .filter((control) => control.checkVisibility())
  .filter((control) => {
    const labelled = (control.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '');
    const labels = [...(control.labels ?? [])].map((label) => label.textContent);
    return ![control.ariaLabel, ...labelled, ...labels, control.matches('input, textarea, select') ? '' : control.textContent].join('').trim();
  })
  .map((control) => control.outerHTML.slice(0, 120))`;

/** Ids that are said to label, describe or be controlled by something, and exist nowhere; and ids that exist twice. */
export const brokenReferences = `(() => {
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => 'twice: ' + id);
  const lost = ['aria-labelledby', 'aria-describedby', 'aria-activedescendant'].flatMap((name) =>
    [...document.querySelectorAll('[' + name + ']')].flatMap((element) =>
      element.getAttribute(name).split(' ').filter((id) => !document.getElementById(id)).map((id) => name + ': ' + id)));
  return [...twice, ...lost];
})()`;

/** By how much the page is wider than the window. */
export const sideways = 'document.documentElement.scrollWidth - window.innerWidth';
