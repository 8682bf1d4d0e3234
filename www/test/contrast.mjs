// Whether the element can be read: its texts against what is behind them.

/** In a page or a frame: the texts in the element whose contrast with what is behind them is below 4.5, with that contrast. */
export const illegible = (page) =>
  page.evaluate(() => {
    const channels = (colour) => {
      const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
      return { rgb: [red, green, blue], alpha };
    };
    const over = (front, back) => front.rgb.map((value, at) => value * front.alpha + back[at] * (1 - front.alpha));
    const parent = (element) => element.parentElement ?? element.getRootNode().host;
    const behind = (element) => {
      if (!element) return [255, 255, 255];
      const ground = channels(getComputedStyle(element).backgroundColor);
      return ground.alpha === 1 ? ground.rgb : over(ground, behind(parent(element)));
    };
    const luminance = (rgb) => {
      const linear = rgb.map((value) => value / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    };
    const found = [];
    for (const element of document.querySelector('mutex-demo').shadowRoot.querySelectorAll('*:not(link)')) {
      const words = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data).join('');
      if (!words.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
      if (element.closest('[aria-disabled=true], option')) continue;
      const ground = behind(element);
      const { webkitTextFillColor: fill } = getComputedStyle(element);
      const [dark, light] = [ground, over(channels(fill), ground)].map(luminance).sort((a, b) => a - b);
      const contrast = (light + 0.05) / (dark + 0.05);
      if (contrast < 4.5) found.push(`${words.trim()}: ${contrast.toFixed(2)}`);
    }
    return found;
  });
