"""The picture picker: another picture for the chosen segment, found by sight or by name."""

from nicegui.element import Element

from beatstitch_ui import texts


class PicturePicker(Element, component="picture_picker.js"):
    """Opens when the edit at `data_url` is asked to replace; its timeline does what is picked."""

    def __init__(self, *, data_url: str) -> None:
        super().__init__()
        self.props.update({"data-url": data_url, "words": texts.media.PICTURE_PICKER})
