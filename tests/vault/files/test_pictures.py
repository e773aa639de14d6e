import io

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat, JpegImagePlugin

from amparo.core.errors import Refused
from amparo.vault.files.intake import accept
from amparo.vault.files.limits import Limits

from . import made


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def kept(name: str, content: bytes) -> Image.Image:
    return opened(accept(name, content).content)


@pytest.mark.parametrize("name", ["a.png", "a.tiff", "a.gif"])
def test_no_pixel_changes_where_none_has_to(name: str):
    before = {"a.png": made.png, "a.tiff": made.tiff, "a.gif": made.gif}[name]()

    after = kept(name, before)

    assert after.convert("RGB").tobytes() == opened(before).convert("RGB").tobytes()


@pytest.mark.parametrize("quality", [40, 75, 95])
@pytest.mark.parametrize("sampling", [0, 2])
def test_a_jpeg_is_made_no_coarser(quality: int, sampling: int):
    before = opened(made.jpeg(quality=quality, subsampling=sampling))

    after = kept("a.jpg", made.jpeg(quality=quality, subsampling=sampling))

    assert isinstance(before, JpegImagePlugin.JpegImageFile)
    assert isinstance(after, JpegImagePlugin.JpegImageFile)
    assert after.quantization == before.quantization
    assert JpegImagePlugin.get_sampling(after) == JpegImagePlugin.get_sampling(before)
    assert max(ImageStat.Stat(ImageChops.difference(before, after)).rms) < 5


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_stands_upright_and_does_not_say_that_it_was_turned(turned: int):
    exif = Image.Exif()
    exif[0x0112] = turned
    out = io.BytesIO()
    made.drawing().save(out, "PNG", exif=exif)

    after = kept("a.png", out.getvalue())

    upside = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}.get(turned)
    expected = made.drawing() if upside is None else made.drawing().transpose(upside)
    assert after.tobytes() == expected.tobytes()
    assert not after.getexif()


def test_colours_are_brought_to_those_of_screens_and_the_profile_is_gone():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    made.drawing().save(out, "PNG", icc_profile=srgb)

    after = kept("a.png", out.getvalue())

    assert "icc_profile" not in after.info
    assert opened(out.getvalue()).info["icc_profile"] == srgb
    extrema = ImageChops.difference(after, made.drawing()).getextrema()
    assert max(high for _low, high in extrema) <= 1
    # A profile that fits no such picture says nothing of its colours.
    out = io.BytesIO()
    made.drawing().save(out, "PNG", icc_profile=profile)
    assert kept("a.png", out.getvalue()).tobytes() == made.drawing().tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_a_png_is_kept(mode: str):
    out = io.BytesIO()
    made.drawing(mode="RGB").convert("I" if mode == "I;16" else mode).convert(mode).save(out, "PNG")

    after = kept("a.png", out.getvalue())

    assert after.mode == ("RGB" if mode == "P" else mode)
    assert after.size == (120, 80)


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_every_mode_of_a_jpeg_is_kept_or_made_rgb(mode: str):
    out = io.BytesIO()
    made.drawing(mode=mode).save(out, "JPEG")

    assert kept("a.jpg", out.getvalue()).mode == ("L" if mode == "L" else "RGB")


@pytest.mark.parametrize(("name", "form"), [("a.gif", "GIF"), ("a.png", "PNG"), ("a.webp", "WEBP")])
def test_every_frame_of_an_animation_is_kept_for_as_long(name: str, form: str):
    after = kept(name, made.moving(form))

    assert after.n_frames == 3
    after.seek(1)
    after.load()
    assert after.info["duration"] == 200


def test_every_page_of_a_scan_is_kept():
    after = kept("a.tiff", made.tiff(pages=3))

    sizes = []
    for page in range(after.n_frames):
        after.seek(page)
        sizes.append(after.size)
    assert sizes == [(120, 80), (61, 40), (62, 40)]


def test_too_many_frames_are_refused():
    assert accept("a.gif", made.moving("GIF"), limits=Limits(frames=3)).stripped is True
    with pytest.raises(Refused, match="3 frames or pages; 2 are kept"):
        accept("a.gif", made.moving("GIF"), limits=Limits(frames=2))
    with pytest.raises(Refused, match="million pixels"):
        accept("a.tiff", made.tiff(), limits=Limits(pixels=120 * 80))


def test_measurements_are_not_pictures():
    out = io.BytesIO()
    Image.new("F", (4, 4), 0.5).save(out, "TIFF")

    with pytest.raises(Refused, match="of a rare form"):
        accept("a.tiff", out.getvalue())
