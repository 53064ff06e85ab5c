// Loads pictures of a list when they come near what is seen of it; a browser's own laziness loads nearly all.

const NEAR = "150px";

export class NearPictures {
  /**
   * `list` scrolls; its pictures carry their address as `data-src`.
   * @param {HTMLElement} list
   */
  constructor(list) {
    this.list = list;
    this.observer = new IntersectionObserver((entries) => this.load(entries), {
      root: list,
      rootMargin: NEAR,
    });
  }

  /** @param {IntersectionObserverEntry[]} entries */
  load(entries) {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLImageElement)) continue;
      target.src = target.dataset.src ?? "";
      this.observer.unobserve(target);
    }
  }

  // To be called whenever the list has changed.
  look() {
    for (const image of this.list.querySelectorAll("img:not([src])")) this.observer.observe(image);
  }

  release() {
    this.observer.disconnect();
  }
}
