"""What is said about models below the window: sentences as they come, and advice in a window's words."""

from __future__ import annotations

import re

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

MESSAGES = (
    # what a model is good for (resources/models.json)
    QT_TRANSLATE_NOOP("Told", "the best start on a laptop without a GPU"),
    QT_TRANSLATE_NOOP("Told", "the classic; as fast, sees a little less"),
    QT_TRANSLATE_NOOP("Told", "small and quick, made for telephones; for research only"),
    QT_TRANSLATE_NOOP("Told", "quick, and finds more than its size suggests; for research only"),
    QT_TRANSLATE_NOOP("Told", "the better training of the same size; for research only"),
    QT_TRANSLATE_NOOP("Told", "finds more, several times slower"),
    QT_TRANSLATE_NOOP("Told", "the best choice for English where there is memory for it"),
    QT_TRANSLATE_NOOP(
        "Told", "understands many languages; finds the most of those that run without a GPU"
    ),
    QT_TRANSLATE_NOOP("Told", "many languages at the speed of the smallest; queries take longer"),
    QT_TRANSLATE_NOOP("Told", "strong in telling things apart; wants a GPU"),
    QT_TRANSLATE_NOOP("Told", "finds the most, and looks at four times the pixels; needs a GPU"),
    QT_TRANSLATE_NOOP("Told", "the oldest here, for comparison; a convolutional network"),
    QT_TRANSLATE_NOOP("Told", "writes captions; not for searching"),
    QT_TRANSLATE_NOOP("Told", "writes better captions; wants a GPU"),
    QT_TRANSLATE_NOOP("Told", "English"),
    QT_TRANSLATE_NOOP("Told", "{0} languages"),
    QT_TRANSLATE_NOOP("Told", "Zero-shot on ImageNet"),
    QT_TRANSLATE_NOOP("Told", "Finds the right one of 5,000 photos (COCO)"),
    QT_TRANSLATE_NOOP("Told", "Finds the right one of 1,000 photos (Flickr30k)"),
    # why one is recommended (embed.machine)
    QT_TRANSLATE_NOOP("Told", "It understands many languages, not only English."),
    QT_TRANSLATE_NOOP(
        "Told", "It understands many languages and is the quickest that does ({0} of memory)."
    ),
    QT_TRANSLATE_NOOP("Told", "This machine's {0} ({1}) runs it quickly."),
    QT_TRANSLATE_NOOP(
        "Told", "This machine has {0} of memory; larger models would leave little for the rest."
    ),
    QT_TRANSLATE_NOOP(
        "Told", "This machine has {0} and no GPU; better models are several times slower."
    ),
    QT_TRANSLATE_NOOP("Told", "This machine has {0} of memory and {1}, which is enough for it."),
    QT_TRANSLATE_NOOP("Told", "one core"),
    QT_TRANSLATE_NOOP("Told", "{0} cores"),
    QT_TRANSLATE_NOOP("Told", "a GPU ({0})"),
    QT_TRANSLATE_NOOP("Told", "It was taught on “{0}”, which isn't on this machine."),
    # downloads
    QT_TRANSLATE_NOOP("Told", "“{0}” could not be downloaded: {1}"),
    QT_TRANSLATE_NOOP("Told", "the connection was cut."),
    QT_TRANSLATE_NOOP("Told", "the connection broke ({0})."),
    QT_TRANSLATE_NOOP("Told", "the hub does not answer."),
    QT_TRANSLATE_NOOP("Told", "the hub is in trouble ({0})."),
    QT_TRANSLATE_NOOP("Told", "the hub has too much to do with this address."),
    QT_TRANSLATE_NOOP("Told", "“{0}” could not be stored: {1}"),
    QT_TRANSLATE_NOOP("Told", "The disk is full: “{0}” could not be stored."),
    QT_TRANSLATE_NOOP("Told", "“{0}” needs {1} MB, and {2} MB are free."),
    QT_TRANSLATE_NOOP("Told", "What {0} has as “{1}” is not the file PhotoClip knows."),
    QT_TRANSLATE_NOOP("Told", "The file {0} of “{1}” {2}, and was thrown away."),
    QT_TRANSLATE_NOOP("Told", "is not the one the hub promised"),
    QT_TRANSLATE_NOOP("Told", "is larger than the hub says"),
    QT_TRANSLATE_NOOP("Told", "The hub asks to wait {0} minutes before “{1}” can be downloaded."),
    QT_TRANSLATE_NOOP("Told", "“{0}” was not looked for: {1} forbids the network."),
    QT_TRANSLATE_NOOP(
        "Told", "The hub has no repository “{0}”, or shows it only to whom it knows."
    ),
    QT_TRANSLATE_NOOP("Told", "The hub doesn't give “{0}” to everybody."),
    QT_TRANSLATE_NOOP("Told", "“{0}” is not a model name."),
    QT_TRANSLATE_NOOP("Told", "open_clip knows no model “{0}”."),
    QT_TRANSLATE_NOOP(
        "Told", "{0} doesn't tell the hash of “{1}”, so what comes can't be checked."
    ),
    QT_TRANSLATE_NOOP("Told", "The file {0} of “{1}” is larger than it can be."),
    QT_TRANSLATE_NOOP("Told", "“{0}” is being downloaded or imported."),
    QT_TRANSLATE_NOOP("Told", "Wait until it is here, or stop that first."),
    # files
    QT_TRANSLATE_NOOP("Told", "{0} is not a whole safetensors file and was not loaded."),
    QT_TRANSLATE_NOOP("Told", "{0} is no checkpoint PhotoClip knows."),
    QT_TRANSLATE_NOOP("Told", "{0} is not the file with the hash {1}…."),
    QT_TRANSLATE_NOOP("Told", "{0} holds more than weights, or is damaged, and was not loaded."),
    QT_TRANSLATE_NOOP("Told", "open_clip knows no architecture “{0}”."),
    QT_TRANSLATE_NOOP("Told", "The model “{0}” could not be loaded: {1}"),
    QT_TRANSLATE_NOOP("Told", "{0} lacks {1}, which this model needs."),
    QT_TRANSLATE_NOOP(
        "Told", "This model reads sentences with a network that PhotoClip doesn't bring by itself."
    ),
    QT_TRANSLATE_NOOP("Told", "Install what it needs: pip install '{0}'"),
    QT_TRANSLATE_NOOP(
        "Told", "A packaged PhotoClip can't be given it. {0} understands many languages, too."
    ),
    QT_TRANSLATE_NOOP("Told", "Another model is called “{0}” on this machine."),
    QT_TRANSLATE_NOOP("Told", "Free some space on the disk of {0} and import it again."),
    QT_TRANSLATE_NOOP("Told", "The weights of the model “{0}” are missing."),
    QT_TRANSLATE_NOOP("Told", "The files of the model “{0}” are missing."),
    QT_TRANSLATE_NOOP("Told", "The weights of the model “{0}” are not the ones it came with."),
    QT_TRANSLATE_NOOP("Told", "The files of the model “{0}” are not the ones it came with."),
    QT_TRANSLATE_NOOP("Told", "“{0}” could not be removed: {1}"),
    QT_TRANSLATE_NOOP("Told", "“{0}” is in use by this library."),
    QT_TRANSLATE_NOOP(
        "Told",
        "The model “{0}”, by which this library knows its photos, isn't on this machine.",
    ),
    QT_TRANSLATE_NOOP("Told", "There is no {0}."),
    QT_TRANSLATE_NOOP("Told", "Name a checkpoint file or a model folder."),
    QT_TRANSLATE_NOOP("Told", "The library is on its way to the model {0}."),
    QT_TRANSLATE_NOOP("Told", "“{0}” stands on “{1}”."),
    # teaching (photoclip.teaching)
    QT_TRANSLATE_NOOP("Told", "Gathering words"),
    QT_TRANSLATE_NOOP("Told", "Loading the model"),
    QT_TRANSLATE_NOOP("Told", "Reading the words"),
    QT_TRANSLATE_NOOP("Told", "Teaching"),
    QT_TRANSLATE_NOOP(
        "Told", "Photos held out are found better, and other descriptions find what they found."
    ),
    QT_TRANSLATE_NOOP(
        "Told",
        "Photos held out are found no better: these words don't go with what photos show.",
    ),
    QT_TRANSLATE_NOOP("Told", "Photos held out are found a little better, but that may be chance."),
    QT_TRANSLATE_NOOP("Told", "Photos held out are found hardly any better."),
    QT_TRANSLATE_NOOP(
        "Told", "Photos held out are found nearer to the front, but fewer among the first ten."
    ),
    QT_TRANSLATE_NOOP(
        "Told", "Other descriptions would find other photos: they agree less than {0}."
    ),
    QT_TRANSLATE_NOOP("Told", "No photo of this library has words of yours yet."),
    QT_TRANSLATE_NOOP(
        "Told", "Write captions or titles, add keywords, or confirm labels; then teach again."
    ),
    QT_TRANSLATE_NOOP("Told", "{0} photos have words, but “{1}” hasn't seen any of them."),
    QT_TRANSLATE_NOOP(
        "Told",
        "There is too little to teach with: {0} photos with {1} different words or sentences that "
        "tell photos apart.",
    ),
    QT_TRANSLATE_NOOP(
        "Told",
        "At least {0} photos and {1} texts are needed; words that more than half of the photos share "
        "don't count. Some hundreds teach more.",
    ),
    QT_TRANSLATE_NOOP("Told", "“{0}” was taught on the model “{1}”, which isn't here."),
    QT_TRANSLATE_NOOP("Told", "The disk is full: what was taught could not be stored."),
    QT_TRANSLATE_NOOP("Told", "Free some space on the disk of {0} and teach again."),
    QT_TRANSLATE_NOOP("Told", "What was taught could not be stored in {0}: {1}."),
    QT_TRANSLATE_NOOP("Told", "Make that folder writable and teach again."),
    QT_TRANSLATE_NOOP("Told", "What looks after models ended unexpectedly."),
    QT_TRANSLATE_NOOP(
        "Told", "It may have run out of memory. Close other programs, and try again."
    ),
)

_ADVICE = (
    (
        "Check the connection ",
        QT_TRANSLATE_NOOP(
            "Told",
            "Check the connection and download it again: it goes on where it stopped. For a computer "
            "without a network there is “Import from a file”.",
        ),
    ),
    (
        r"Free some space on the disk of (.+?)(?: and run|\. Nothing)",
        QT_TRANSLATE_NOOP(
            "Told",
            "Free some space on the disk of {0} and download it again: it goes on where it stopped.",
        ),
    ),
    (
        r"Nothing was downloaded\. If HF_ENDPOINT",
        QT_TRANSLATE_NOOP(
            "Told", "Nothing was downloaded. If HF_ENDPOINT names a mirror, try without it."
        ),
    ),
    (
        r"Run the same command again\. If that",
        QT_TRANSLATE_NOOP(
            "Told",
            "Download it again. If that changes nothing, something on the way alters what you "
            "download: try another network, or without HF_ENDPOINT and proxies.",
        ),
    ),
    (
        "It limits how much",
        QT_TRANSLATE_NOOP(
            "Told",
            "It limits how much one address may ask. Download it again later: it goes on where it "
            "stopped.",
        ),
    ),
    (
        r"Unset (\w+), or import",
        QT_TRANSLATE_NOOP("Told", "Start PhotoClip without {0}, or import the model from a file."),
    ),
    (
        r"Let it see them first",
        QT_TRANSLATE_NOOP(
            "Told", "Use it, wait until it has looked at your photos, and teach again."
        ),
    ),
    (
        "Search with one that is here",
        QT_TRANSLATE_NOOP(
            "Told",
            "Choose one that is on this computer, or get that one again, on the page “Models”.",
        ),
    ),
    ("Stop that first", QT_TRANSLATE_NOOP("Told", "Stop the change first.")),
    ("Check the name", QT_TRANSLATE_NOOP("Told", "Check the name.")),
    (
        "What PhotoClip recommends",
        QT_TRANSLATE_NOOP("Told", "Check the name, or choose one from the list."),
    ),
    (
        "Download it yourself and",
        QT_TRANSLATE_NOOP("Told", "Download it yourself, and import the file."),
    ),
    (
        "Download or import",
        QT_TRANSLATE_NOOP("Told", "Download or import it again, or choose another one."),
    ),
    (
        "(?:Fetch|Import) (?:it|that one)(?: again)?: photoclip models|Remove .* and fetch it again",
        QT_TRANSLATE_NOOP("Told", "Download it, or import it from a file."),
    ),
    (
        ".*photoclip models list",
        QT_TRANSLATE_NOOP("Told", "Choose another one from the list."),
    ),
    (
        "Write ARCHITECTURE/WEIGHTS",
        QT_TRANSLATE_NOOP(
            "Told",
            "Write architecture/weights, such as ViT-B-32-256/datacomp_s34b_b86k, or "
            "hf-hub:owner/name for an open_clip model on the hub.",
        ),
    ),
    (
        r"It takes \.safetensors",
        QT_TRANSLATE_NOOP(
            "Told", "It takes .safetensors, and .bin, .pt or .pth with their published hash."
        ),
    ),
    (
        "PhotoClip loads safetensors only",
        QT_TRANSLATE_NOOP(
            "Told", "PhotoClip loads safetensors only, because other checkpoints can run programs."
        ),
    ),
    (
        "Nothing was imported",
        QT_TRANSLATE_NOOP("Told", "Nothing was imported. Compare with where you got the hash."),
    ),
    (
        "Say (?:which one|it in open_clip)|Name the right one",
        QT_TRANSLATE_NOOP("Told", "Import it again, and choose the one it is."),
    ),
    (
        "Give another",
        QT_TRANSLATE_NOOP("Told", "Give the folder another name, and import it again."),
    ),
    (
        "Remove that one first",
        QT_TRANSLATE_NOOP("Told", "Remove that one first, and import this one again."),
    ),
    (
        "Import the checkpoint",
        QT_TRANSLATE_NOOP(
            "Told", "Import the checkpoint file itself, or a folder made for open_clip."
        ),
    ),
    (
        "If you trust where",
        QT_TRANSLATE_NOOP(
            "Told",
            "Import it again with the SHA-256 published where it comes from, or better a .safetensors "
            "file of the same model.",
        ),
    ),
    (
        "For example ViT-B-32",
        QT_TRANSLATE_NOOP("Told", "For example ViT-B-32 or ViT-L-14."),
    ),
)
"""How advice for the command line begins, as a pattern, and what a window says in its place."""


def advice(hint: str) -> str:
    """Advice that was written for a command line, for a window; empty if it isn't known here."""
    for beginning, said in _ADVICE:
        found = re.match(beginning, hint, re.DOTALL)
        if found:
            return QCoreApplication.translate("Told", str(said)).format(*found.groups())
    return ""
